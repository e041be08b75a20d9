/**
 * Reads ABI-encoded arguments strictly: in the one layout that every encoder writes, each word within its type, nothing
 * missing and nothing behind. What the signer judges is then what the contract will read.
 */
import { FunctionFragment, type ParamType } from 'ethers/abi';
import { hex, type Op } from './ops.ts';
import { Refusal } from './protocol.ts';

export type Value = bigint | Value[];
type Shape =
  | { kind: 'word'; bits: number }
  | { kind: 'list'; of: Shape; most: number }
  | { kind: 'tuple'; parts: Shape[]; dynamic: boolean };

const WORD = 32;

/**
 * @param signature as in the allowlist, `verb(address,(uint96,bool)[])`
 * @param most elements that any list of it may have
 * @returns reads a call's arguments; addresses and numbers as bigint, lists and structs as arrays. It throws a Refusal by
 * rule `length` if words are missing or left over, by rule `arguments` if one is not as its type has it
 */
export function readerOf(signature: string, most = 0) {
  const shapes = FunctionFragment.from(`function ${signature}`).inputs.map((type) => shapeOf(type, most));
  return (op: Op): Value[] => {
    const { values, end } = readTuple(op, shapes, 0);
    if (end !== op.args.length) throw wrongLength(op);
    return values;
  };
}

function shapeOf(type: ParamType, most: number): Shape {
  if (type.arrayChildren) return { kind: 'list', of: shapeOf(type.arrayChildren, most), most };
  if (type.components) {
    const parts = type.components.map((part) => shapeOf(part, most));
    return { kind: 'tuple', parts, dynamic: parts.some(isDynamic) };
  }
  const bits = type.type === 'address' ? 160 : type.type === 'bool' ? 1 : Number(/\d+$/.exec(type.type)?.[0]);
  // All but numbers fill their word from the left; those of fewer than 32 bytes do not occur.
  return { kind: 'word', bits: type.type.startsWith('bytes') ? 256 : bits };
}

const isDynamic = (shape: Shape) => shape.kind === 'list' || (shape.kind === 'tuple' && shape.dynamic);

function headSize(shape: Shape): number {
  if (shape.kind !== 'tuple' || shape.dynamic) return WORD;
  return shape.parts.reduce((sum, part) => sum + headSize(part), 0);
}

/** @returns its values, and where what comes after it begins */
function readTuple(op: Op, parts: Shape[], start: number): { values: Value[]; end: number } {
  let head = start;
  let tail = start + parts.reduce((sum, part) => sum + headSize(part), 0);
  // Before anything is read: an offset may be what is missing.
  if (tail > op.args.length) throw wrongLength(op);
  const values = parts.map((part) => {
    const at = head;
    head += headSize(part);
    if (!isDynamic(part)) return readFixed(op, part, at);
    if (word(op, at) !== BigInt(tail - start))
      throw new Refusal('arguments', 'A list or struct does not stand where it must.', op.index);
    const { value, end } = readDynamic(op, part, tail);
    tail = end;
    return value;
  });
  return { values, end: tail };
}

function readDynamic(op: Op, shape: Shape, start: number): { value: Value; end: number } {
  if (shape.kind === 'tuple') {
    const { values, end } = readTuple(op, shape.parts, start);
    return { value: values, end };
  }
  if (shape.kind !== 'list') throw new Error('Only lists and structs are dynamic.');
  if (start + WORD > op.args.length) throw wrongLength(op);
  const length = word(op, start);
  if (length > BigInt(shape.most))
    throw new Refusal('arguments', `A list has ${length} elements; at most ${shape.most} may be.`, op.index);
  const { values, end } = readTuple(op, Array<Shape>(Number(length)).fill(shape.of), start + WORD);
  return { value: values, end };
}

function readFixed(op: Op, shape: Shape, at: number): Value {
  if (shape.kind === 'tuple') return readTuple(op, shape.parts, at).values;
  if (shape.kind !== 'word') throw new Error('Lists are dynamic.');
  const value = word(op, at);
  if (shape.bits < 256 && value >> BigInt(shape.bits))
    throw new Refusal('arguments', `An argument has more than ${shape.bits} bits.`, op.index);
  return value;
}

const word = (op: Op, at: number) => BigInt(hex(op.args.subarray(at, at + WORD)));

// Fewer would let the member's appended address be read as an argument; more would hide something.
const wrongLength = (op: Op) =>
  new Refusal('length', `The call's ${op.args.length} bytes of arguments are not as many as it needs.`, op.index);
