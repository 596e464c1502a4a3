/** What a report says of one test, or of a file of tests that did not load. */
export interface ReportedTest {
  /** The test's full title, groups first. */
  readonly title: string;
  readonly state: "passed" | "failed" | "skipped";
  /** Why it was skipped, where the report says so. */
  readonly note: string | null;
}

/** The tags `[needs NAME]` in a test's title and note: what it wants from the machine. */
export function needs({ title, note }: ReportedTest): string[] {
  return [...`${title} ${note ?? ""}`.matchAll(/\[needs ([^\]]+)\]/g)].map(([, name = ""]) => name.trim());
}
