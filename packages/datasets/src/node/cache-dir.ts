import { homedir } from "node:os";
import { posix, win32 } from "node:path";
import process from "node:process";

/** What the place of the cache depends on. */
export interface CacheDirSurroundings {
  /** The environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `process.platform` says it. */
  readonly platform: string;
  /** The user's home folder. */
  readonly home: string;
}

/**
 * The folder for what can be downloaded again: `$PROJ_CACHE_DIR`; else `$XDG_CACHE_HOME/proj`; else the platform's own,
 * which is `~/Library/Caches/proj` on macOS, `%LOCALAPPDATA%\proj\Cache` on Windows, and `~/.cache/proj` elsewhere.
 *
 * @param surroundings Environment, platform and home; by default those of this process.
 * @returns Its path. Nothing is created.
 *
 * Source: XDG Base Directory Specification (a relative `$XDG_CACHE_HOME` is to be ignored).
 */
export function defaultCacheDir(surroundings: Partial<CacheDirSurroundings> = {}): string {
  const { env = process.env, platform = process.platform, home = homedir() } = surroundings;
  const { isAbsolute, join } = platform === "win32" ? win32 : posix;
  if (env["PROJ_CACHE_DIR"]) return env["PROJ_CACHE_DIR"];
  const xdg = env["XDG_CACHE_HOME"];
  if (xdg && isAbsolute(xdg)) return join(xdg, "proj");
  if (platform === "darwin") return join(home, "Library", "Caches", "proj");
  if (platform === "win32")
    return join(env["LOCALAPPDATA"] || join(home, "AppData", "Local"), "proj", "Cache");
  return join(home, ".cache", "proj");
}
