import { checkCondition } from './compile-items.ts';
import { type Condition, parseCondition } from './condition.ts';
import type { Item, RuleCase } from './instrument.ts';
import type { RuleFile } from './schema.ts';

type CasesFile = Extract<RuleFile, { by: 'cases' }>;
type CaseFile = CasesFile['cases'][string];

/** Compiles the cases of all rules that have any; what is wrong is added to `problems`. */
export function compileCases(
  rules: readonly RuleFile[],
  items: ReadonlyMap<string, Item>,
  problems: string[],
): Map<string, RuleCase> {
  const cases = new Map<string, RuleCase>();
  for (const rule of rules) {
    if (rule.by !== 'cases') continue;
    for (const [name, entry] of Object.entries(rule.cases)) {
      const say = (problem: string) => problems.push(`rule ${rule.number}, ${name}: ${problem}`);
      const item = items.get(entry.item);
      if (cases.has(name)) say('the case is there twice');
      if (item === undefined) say(`there is no column ${entry.item}`);
      else cases.set(name, compileCase(rule, name, entry, item, conditionsOf(entry, items, say)));
    }
  }
  return cases;
}

function compileCase(
  rule: CasesFile,
  name: string,
  { severity, text }: CaseFile,
  item: Item,
  conditions: readonly Condition[],
): RuleCase {
  return { name, rule: rule.number, severity: severity ?? rule.severity, item, conditions, text };
}

function conditionsOf(
  { when }: CaseFile,
  items: ReadonlyMap<string, Item>,
  say: (problem: string) => void,
): Condition[] {
  return when.flatMap((text) => {
    const condition = parseCondition(text);
    if (condition === null) {
      say(`"${text}" cannot be read`);
      return [];
    }
    const wrong: string[] = [];
    checkCondition('when', condition, items, wrong);
    for (const problem of wrong) say(problem);
    return [condition];
  });
}
