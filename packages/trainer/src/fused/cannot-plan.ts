/** Why the fused engine leaves a run to another engine; planning stops at the first reason. */
export class CannotPlan extends Error {
  /** The class's name, which a stack trace shows. */
  override name = "CannotPlan";
}
