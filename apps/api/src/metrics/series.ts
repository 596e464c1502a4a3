/** What is counted under the first few labels of a combination. */
interface Node<Value> {
  readonly labels: readonly string[];
  readonly next: Map<string, Node<Value>>;
  value: Value | undefined;
}

/** What is counted under each combination of labels. */
export class Series<Value> {
  readonly #names: readonly string[];
  readonly #start: () => Value;
  /** A map for each label: one key for all of them would be a new text for every request. */
  readonly #root: Node<Value> = { labels: [], next: new Map(), value: undefined };

  /**
   * Makes it, with nothing counted.
   *
   * @param names The names of the labels.
   * @param start Makes what a new combination begins with.
   */
  constructor(names: readonly string[], start: () => Value) {
    this.#names = names;
    this.#start = start;
  }

  /** What is counted under some labels, to be changed. */
  of(...labels: string[]): Value {
    let node = this.#root;
    for (const label of labels) {
      let next = node.next.get(label);
      if (next === undefined) {
        next = { labels: [...node.labels, label], next: new Map(), value: undefined };
        node.next.set(label, next);
      }
      node = next;
    }
    node.value ??= this.#start();
    return node.value;
  }

  /** Everything that is counted, each with its labels. */
  all(): [Readonly<Record<string, string>>, Value][] {
    const found: [Readonly<Record<string, string>>, Value][] = [];
    const nodes = [this.#root];
    for (const { labels, next, value } of nodes) {
      nodes.push(...next.values());
      if (value === undefined) continue;
      found.push([Object.fromEntries(this.#names.map((name, index) => [name, labels[index] ?? ""])), value]);
    }
    return found;
  }
}
