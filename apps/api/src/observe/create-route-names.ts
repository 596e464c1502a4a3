import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { ApiEnv } from "../http/api-env.ts";

/** What TensorFlow Serving's addresses end in: what is to be done with the model. */
const verbs = ["", ":predict", ":classify"] as const;

type NamesByVerb = Readonly<Record<(typeof verbs)[number], string>>;

/**
 * Makes the function that names the route which a request takes by its pattern: `/v2/models/:model/infer`,
 * `/v1/models/:model:predict`. There are only so many, whatever is asked for.
 *
 * @returns The function; it returns null where the service has no such address, or not with this method.
 */
export function createRouteNames(): (c: Context<ApiEnv>) => string | null {
  /** The same text for the same route each time, which is found faster than a new one. */
  const known = new Map<string, NamesByVerb>();

  function namesOf(path: string): NamesByVerb {
    // "/v1/models/:target" ends in the name of a model, for the router and its verb.
    const [, group = "", kind = ""] = /^(.*?(\w+)s\/):target$/.exec(path) ?? [];
    const names = Object.fromEntries(verbs.map((verb) => [verb, `${group}:${kind}${verb}`])) as NamesByVerb;
    known.set(path, names);
    return names;
  }

  return (c) => {
    const path = matchedRoutes(c).at(-1)?.path;
    // Only what every request passes.
    if (path === undefined || path === "/*") return null;
    if (!path.endsWith("/:target")) return path;
    const asked = c.req.path;
    const verb = asked.endsWith(":predict") ? ":predict" : asked.endsWith(":classify") ? ":classify" : "";
    return (known.get(path) ?? namesOf(path))[verb];
  };
}
