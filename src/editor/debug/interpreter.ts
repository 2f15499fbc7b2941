/* The console's side of the conversation: pdb's words do what the buttons do, everything else is an expression over the
   tensors that are shown. Answers are lines of text. */
import { address, type NodeId } from '../../document/document.ts';
import { parametersOf } from '../../plan/resolve.ts';
import type { Session } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import { type ConsoleKey, consoleWord, refusalSaid } from '../../words/console.ts';
import { debugWord } from '../../words/debugging.ts';
import type { Values } from '../../words/words.ts';
import type { Expressed, Walk } from '../../worker/debugging.ts';
import { bench, pause, runOrPause } from './bench.ts';
import { described, mainPhase, withBreakpoint, without } from './breakpoints.ts';
import { printed } from './printed.ts';
import { whatIn } from './reason.ts';
import type { Say } from './say.ts';

export interface Reply {
  readonly text: string;
  readonly tone?: 'error';
}

/** pdb's words and their short forms. */
const WALKS: ReadonlyMap<string, Exclude<Extract<Walk, { by: unknown }>['by'], 'iteration'>> = new Map([
  ...(['s', 'step'] as const).map((word) => [word, 'part'] as const),
  ...(['n', 'next'] as const).map((word) => [word, 'node'] as const),
  ...(['r', 'return'] as const).map((word) => [word, 'phase'] as const),
]);

/** A line that cannot be obeyed, with the sentence about it. */
class Refused extends Error {}

export class Interpreter {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async perform(line: string): Promise<Reply> {
    const [, word = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/su.exec(line) ?? [];
    try {
      const text = await this.#obey(word, rest, line.trim());
      return { text };
    } catch (error) {
      if (error instanceof Refused) return { text: error.message, tone: 'error' };
      throw error;
    }
  }

  #obey(word: string, rest: string, line: string): string | Promise<string> {
    const by = WALKS.get(word);
    if (by && rest === '') return this.#walk({ by });
    switch (word) {
      case 'back':
        return this.#walk({ by: WALKS.get(rest) ?? 'part', back: true });
      case 'c':
      case 'continue':
        return rest === '' ? this.#run() : this.#print(line);
      case 'w':
      case 'where':
      case 'bt':
        return rest === '' ? this.#where() : this.#print(line);
      case 'until':
        return this.#until(rest);
      case 'b':
      case 'break':
        return rest !== '' && /^[-+*/@<>=.[]/.test(rest) ? this.#print(line) : this.#break(rest);
      case 'cl':
      case 'clear':
        return this.#clear(rest);
      case 'h':
      case 'help':
      case '?':
        return this.#help();
      case 'q':
      case 'quit':
        pause();
        this.#store.debug(false);
        return this.#say('left');
      case 'p':
      case 'pp':
      case 'print':
        return this.#print(rest);
      default:
        return this.#print(line);
    }
  }

  async #walk(walk: Walk): Promise<string> {
    pause();
    const { debug } = this.#session;
    const moved = nextStanding(this.#store, debug);
    this.#store.walk(walk);
    await moved;
    return this.#stands();
  }

  async #until(name: string): Promise<string> {
    const node = name === '' ? undefined : this.#node(name);
    if (!node) throw this.#refused('until-what', { node: Object.keys(this.#session.plan.shapes)[0] ?? 'linear1' });
    return this.#walk({ until: node, phase: mainPhase(this.#session.debug?.events ?? [], node) });
  }

  #run(): string {
    const running = bench.getState().walking || this.#session.engine === 'running';
    runOrPause(this.#store);
    return this.#say(running ? 'paused' : 'running');
  }

  /** The step that was done last, and the one that comes. */
  #where(): string {
    const { debug } = this.#session;
    if (!debug) return this.#say('here-none');
    const next = debug.events[debug.position];
    const line = next && this.#say('next-is', { ...this.#placeOf(next), node: next.node });
    return [this.#stands(), ...(line ? [line] : [])].join('\n');
  }

  #stands(): string {
    const { debug, measures } = this.#session;
    const event = debug?.events[debug.position - 1];
    if (!debug || !event) return this.#say(debug ? 'at-begin' : 'here-none', { step: measures?.step ?? 0 });
    const own = debug.events.filter(({ phase }) => phase === event.phase);
    return this.#say('at', { ...this.#placeOf(event), done: own.indexOf(event) + 1, of: own.length, node: event.node });
  }

  #placeOf(event: NonNullable<Session['debug']>['events'][number]) {
    return { phase: this.#word(`phase.${event.phase}`), what: whatIn(event, this.#word) };
  }

  async #break(rest: string): Promise<string> {
    const { breakpoints } = this.#session;
    if (rest === '') {
      const lines = breakpoints.map((each, i) =>
        this.#say('break-set', { number: i + 1, what: described(each, this.#word) }),
      );
      return lines.join('\n') || this.#say('break-none');
    }
    const wanted = this.#hasNode(rest)
      ? ({ kind: 'node', node: rest, phase: mainPhase(this.#session.debug?.events ?? [], rest) } as const)
      : await this.#condition(rest);
    const next = withBreakpoint(breakpoints, wanted);
    this.#store.setBreakpoints(next);
    const set = next.at(-1);
    return this.#say('break-set', { number: next.length, what: set ? described(set, this.#word) : '' });
  }

  async #condition(expression: string) {
    const { text, places } = await this.#express(expression, { condition: true });
    return { kind: 'expression', text, places } as const;
  }

  #clear(rest: string): string {
    const { breakpoints } = this.#session;
    if (rest === '') {
      this.#store.setBreakpoints([]);
      return this.#say('break-all-gone');
    }
    const found = breakpoints[Number(rest) - 1];
    if (!found) throw this.#refused('break-number', { number: rest });
    this.#store.setBreakpoints(without(breakpoints, found.id));
    return this.#say('break-gone', { what: described(found, this.#word) });
  }

  #help(): string {
    const node = this.#home ?? '–';
    return this.#say('help', { node, address: this.#anAddress() });
  }

  async #print(text: string): Promise<string> {
    return printed(await this.#express(text));
  }

  async #express(text: string, asked: { readonly condition?: true } = {}): Promise<Expressed> {
    const node = this.#home;
    const answer = await this.#store.ask({ kind: 'express', text, ...(node && { node }), ...asked });
    if (answer.kind === 'express') return answer.expressed;
    if (answer.kind === 'fault') throw new Refused(refusalSaid(this.#session.language, answer));
    throw this.#refused('here-none');
  }

  /** The node that is selected, else the one at work. */
  get #home(): NodeId | undefined {
    const { selection, debug, plan } = this.#session;
    const [selected] = selection;
    const current = debug?.events[Math.max(0, debug.position - 1)]?.node;
    return selected ?? current ?? plan.steps.find(({ type }) => parametersOf(type).length > 0)?.node;
  }

  #anAddress(): string {
    const learned = this.#session.plan.steps.find(({ type }) => parametersOf(type).length > 0);
    return learned ? address(learned.node, `d${parametersOf(learned.type)[0]}`) : 'linear1.dW';
  }

  #node(name: string): NodeId {
    if (this.#hasNode(name)) return name;
    throw this.#refused('no-node', { name, known: Object.keys(this.#session.history.present.nodes).join(', ') });
  }

  #hasNode(name: string): boolean {
    return Object.hasOwn(this.#session.history.present.nodes, name);
  }

  get #session(): Session {
    return this.#store.session.getState();
  }

  #refused(key: ConsoleKey, values: Values = {}): Refused {
    return new Refused(this.#say(key, values));
  }

  #say(key: ConsoleKey, values: Values = {}): string {
    return consoleWord(this.#session.language, key, values);
  }

  readonly #word: Say = (key, values) => debugWord(this.#session.language, key, values);
}

/** Resolves when the debugger stands elsewhere, or it is told that it does not move. */
function nextStanding(store: Store, before: Session['debug']): Promise<void> {
  return new Promise((resolve) => {
    const measures = store.session.getState().measures;
    const leave = store.session.subscribe((now) => {
      if (now.debug === before && now.measures === measures) return;
      if (!now.debug) return;
      leave();
      resolve();
    });
  });
}
