export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <path fill="#37c98f" d="M16 1.5 28.5 8.7v14.6L16 30.5 3.5 23.3V8.7z" />
      <path fill="none" stroke="#07241a" strokeWidth="3" strokeLinecap="round" d="M20.6 12.2A6 6 0 1 0 22 16h-5" />
    </svg>
  );
}
