import { describe, expect, test } from "vitest";
import { defaultCacheDir } from "./cache-dir.ts";

const linux = { env: {}, platform: "linux", home: "/home/ada" };
const windows = { env: {}, platform: "win32", home: "C:\\Users\\ada" };

describe("defaultCacheDir", () => {
  test.each([
    ["on Linux", linux, "/home/ada/.cache/proj"],
    ["on macOS", { ...linux, platform: "darwin", home: "/Users/ada" }, "/Users/ada/Library/Caches/proj"],
    ["on Windows", windows, "C:\\Users\\ada\\AppData\\Local\\proj\\Cache"],
    [
      "on Windows with LOCALAPPDATA",
      { ...windows, env: { LOCALAPPDATA: "D:\\Local" } },
      "D:\\Local\\proj\\Cache",
    ],
    ["with XDG_CACHE_HOME", { ...linux, env: { XDG_CACHE_HOME: "/xdg" } }, "/xdg/proj"],
    [
      "with a relative XDG_CACHE_HOME, which does not count",
      { ...linux, env: { XDG_CACHE_HOME: "xdg" } },
      "/home/ada/.cache/proj",
    ],
    ["with an empty XDG_CACHE_HOME", { ...linux, env: { XDG_CACHE_HOME: "" } }, "/home/ada/.cache/proj"],
    [
      "with PROJ_CACHE_DIR, before all",
      { ...linux, env: { PROJ_CACHE_DIR: "/mine", XDG_CACHE_HOME: "/xdg" } },
      "/mine",
    ],
  ])("%s", (_, surroundings, path) => {
    expect(defaultCacheDir(surroundings)).toBe(path);
  });
});
