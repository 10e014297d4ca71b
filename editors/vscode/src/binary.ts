// Which factlint is started: the one that the settings name, the one beside the extension, or one on the PATH.

import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Where to look, and how to tell that a file is there. */
export interface Places {
  /** `factlint.path` of the settings; empty where nobody has set it. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** The folder of the workspace, which relative settings are relative to. */
  workspace: string | undefined;
  /** `PATH` of the environment. */
  path: string;
  /** `process.platform`. */
  platform: string;
  exists?: (file: string) => boolean;
}

export type Found = { program: string; from: "setting" | "extension" | "path" } | { missing: string };

/** Finds the program, or says what to do. */
export function findBinary(places: Places): Found {
  const exists = places.exists ?? existsSync;
  const name = places.platform === "win32" ? "factlint.exe" : "factlint";
  if (places.setting !== "") {
    const named = isAbsolute(places.setting) || places.workspace === undefined
      ? places.setting
      : join(places.workspace, places.setting);
    if (exists(named)) return { program: named, from: "setting" };
    // A bare name is looked for on the PATH, as a shell would.
    const onPath = /[\\/]/.test(places.setting) ? undefined : search(places.path, places.setting, exists);
    if (onPath !== undefined) return { program: onPath, from: "setting" };
    return { missing: `factlint.path names ${named}, which is not there` };
  }
  const bundled = join(places.extension, "bin", name);
  if (exists(bundled)) return { program: bundled, from: "extension" };
  const onPath = search(places.path, name, exists);
  if (onPath !== undefined) return { program: onPath, from: "path" };
  return { missing: "factlint is not on the PATH: `pip install factlint`, or name it in factlint.path" };
}

function search(path: string, name: string, exists: (file: string) => boolean): string | undefined {
  // A relative entry of the PATH would start whatever lies in the folder at hand.
  const folders = path.split(delimiter).filter((folder) => folder !== "" && isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).find((file) => exists(file));
}
