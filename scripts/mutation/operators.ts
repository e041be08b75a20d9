// The faults that are put into a contract, one at a time, found by walking the compiler's syntax tree.

/** Replaces the bytes from `start` to `end` of a source by `text`. */
export type Mutant = { operator: string; start: number; end: number; text: string; inFunction: string };

type Node = { nodeType: string; src: string; [key: string]: unknown };
type Typed = Node & { typeDescriptions?: { typeIdentifier?: string } };

const binary: Record<string, string[]> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&&': ['||'],
  '||': ['&&'],
};
const assignment: Record<string, string> = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
  '|=': '&=',
  '&=': '|=',
  '^=': '&=',
  '<<=': '>>=',
  '>>=': '<<=',
};
const assembly: Record<string, string> = {
  add: 'sub',
  sub: 'add',
  mul: 'div',
  div: 'mul',
  and: 'or',
  or: 'and',
  shl: 'shr',
  shr: 'shl',
  lt: 'gt',
  gt: 'lt',
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'nodeType' in value;

const childrenOf = (node: Node): Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(isNode);

const spanOf = (node: Node) => {
  const [start, length] = node.src.split(':').map(Number) as [number, number];
  return { start, end: start + length };
};

/** Where `operator` stands between two operands; brackets and comments may surround it. */
function operatorAt(source: Buffer, left: Node, right: Node, operator: string) {
  const { end } = spanOf(left);
  const between = source.subarray(end, spanOf(right).start).toString();
  const at = between.replace(/\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length)).indexOf(operator);
  const start = end + Buffer.byteLength(between.slice(0, at));
  return at < 0 ? undefined : { start, end: start + operator.length };
}

/** A statement's place with its semicolon, which the tree leaves out. */
function withSemicolon(source: Buffer, node: Node) {
  const { start, end } = spanOf(node);
  return { start, end: source.indexOf(';', end) + 1 };
}

/** Every mutant of a file, in the order of its places. */
export function mutantsOf(tree: unknown, source: Buffer): Mutant[] {
  const found: Mutant[] = [];
  const textOf = (node: Node) => source.subarray(spanOf(node).start, spanOf(node).end).toString();

  function walk(node: Node, inFunction: string) {
    const add = (operator: string, span: { start: number; end: number } | undefined, text: string) => {
      if (span) found.push({ operator, ...span, text, inFunction });
    };
    const negate = (operator: string, condition: unknown) => {
      if (isNode(condition)) add(operator, spanOf(condition), `!(${textOf(condition)})`);
    };
    const operator = String(node.operator);

    switch (node.nodeType) {
      case 'FunctionDefinition':
        inFunction = String(node.name || node.kind);
        break;
      case 'BinaryOperation':
        for (const other of binary[operator] ?? []) {
          const [left, right] = [node.leftExpression as Node, node.rightExpression as Node];
          add(/[<>=!]/.test(operator) ? 'relation' : 'arithmetic', operatorAt(source, left, right, operator), other);
        }
        break;
      case 'Assignment':
        if (assignment[operator]) {
          const [left, right] = [node.leftHandSide as Node, node.rightHandSide as Node];
          add('assignment', operatorAt(source, left, right, operator), assignment[operator]);
        }
        break;
      case 'UnaryOperation':
        if (operator === '!' || operator === '~' || operator === '-') {
          add('negation dropped', spanOf(node), textOf(node.subExpression as Node));
        } else if (operator === '++' || operator === '--') {
          add('step', spanOf(node), textOf(node).replace(operator, operator === '++' ? '--' : '++'));
        }
        break;
      case 'Literal':
        if (node.kind === 'bool') add('constant', spanOf(node), node.value === 'true' ? 'false' : 'true');
        if (node.kind === 'number' && textOf(node).length < 40) {
          add('constant', spanOf(node), `(${textOf(node)} + 1)`);
          if (Number(node.value) > 0) add('constant', spanOf(node), `(${textOf(node)} - 1)`);
        }
        break;
      case 'IfStatement':
      case 'Conditional':
        negate('condition negated', node.condition);
        break;
      case 'ExpressionStatement': {
        const call = node.expression as Node;
        const callee = isNode(call.expression) ? textOf(call.expression) : '';
        add(callee === 'require' ? 'require removed' : 'statement removed', withSemicolon(source, node), '{}');
        if (callee === 'require') negate('require negated', (call.arguments as Node[])[0]);
        break;
      }
      case 'EmitStatement':
      case 'RevertStatement':
        add('statement removed', withSemicolon(source, node), '{}');
        break;
      case 'FunctionCall': {
        const given = node.arguments as Typed[];
        for (const [at, first] of given.entries()) {
          const second = given[at + 1];
          if (!second || (node.names as string[]).length > 0) continue;
          if (first.typeDescriptions?.typeIdentifier !== second.typeDescriptions?.typeIdentifier) continue;
          const between = source.subarray(spanOf(first).end, spanOf(second).start).toString();
          if (textOf(first) === textOf(second)) continue;
          const span = { start: spanOf(first).start, end: spanOf(second).end };
          add('arguments swapped', span, textOf(second) + between + textOf(first));
        }
        break;
      }
      case 'YulFunctionCall': {
        const name = node.functionName as Node;
        const other = assembly[String(name.name)];
        if (other) add('assembly', spanOf(name), other);
        break;
      }
    }
    for (const child of childrenOf(node)) walk(child, inFunction);
  }

  if (isNode(tree)) walk(tree, '');
  const seen = new Set<string>();
  return found
    .filter(({ start, end, text }) => {
      const key = `${start}:${end}:${text}`;
      if (seen.has(key) || source.subarray(start, end).toString() === text) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || a.text.localeCompare(b.text));
}

/** The source with the mutant in it. */
export const applied = (source: Buffer, { start, end, text }: Mutant): string =>
  Buffer.concat([source.subarray(0, start), Buffer.from(text), source.subarray(end)]).toString();
