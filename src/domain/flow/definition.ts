import { z } from 'zod';
import { type Role, roles } from '../workflow/roles.ts';
import type { FlowNode } from './node-type.ts';
import { nodeTypes } from './nodes/index.ts';

const FlowFile = z.strictObject({
  role: z.enum(roles),
  /** Raised with every change: states of another version are not gone on with. */
  version: z.int().positive(),
  /** The main menu: home leads here, and dialled-through tokens begin here. */
  start: z.string(),
  /** Where a dialogue begins that finds a draft. */
  offer: z.string(),
  nodes: z.record(z.string(), z.looseObject({ type: z.string() })),
});

/** The dialogues of one role, as data. */
export interface Flow {
  readonly role: Role;
  readonly version: number;
  readonly start: string;
  readonly offer: string;
  readonly nodes: ReadonlyMap<string, FlowNode>;
}

const types = new Map(nodeTypes.map((type) => [type.type, type]));

/**
 * Reads a flow file. Whether its parts fit together is seen by `checkFlow`.
 *
 * @throws Error that lists every node that can't be read.
 */
export function parseFlow(data: unknown): Flow {
  const file = FlowFile.safeParse(data);
  if (!file.success) throw new Error(`The flow file is not one: ${issues(file.error)}`);
  const problems: string[] = [];
  const nodes = new Map<string, FlowNode>();
  for (const [name, definition] of Object.entries(file.data.nodes)) {
    const type = types.get(definition.type);
    if (!type) {
      problems.push(`${name}: there is no node type ${definition.type}`);
      continue;
    }
    try {
      nodes.set(name, type.bind(definition));
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      problems.push(`${name}: ${issues(error)}`);
    }
  }
  if (problems.length > 0)
    throw new Error(`The flow file has ${problems.length} problem(s):\n${problems.join('\n')}`);
  return { ...file.data, nodes };
}

/**
 * The node of a name.
 *
 * @throws Error where the flow has none: `checkFlow` refuses such a flow.
 */
export function nodeNamed(flow: Flow, name: string): FlowNode {
  const node = flow.nodes.get(name);
  if (!node) throw new Error(`The flow of ${flow.role} has no node ${name}`);
  return node;
}

function issues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`).join('; ');
}
