import { createContext, use } from 'react';
import { atLeast, type Role } from '../../lib/staff-api.ts';

/** What the caller is in the community. */
export const RoleContext = createContext<Role>('anyone');

/** Whether the caller has at least this standing in the community. The API decides; this only spares a useless attempt. */
export const useMay = (needed: Role) => atLeast(use(RoleContext), needed);
