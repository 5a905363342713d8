/** The fields of package-lock.json that are checked. */
type LockEntry = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, LockEntry> };

/** The field of package.json that is checked: which packages may run their install script. */
export type Manifest = { allowScripts: Record<string, boolean> };

const REGISTRY = "https://registry.npmjs.org/";
const FOLDER = "node_modules/";

const nameOf = (path: string) => path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);

/** Whether npm verifies the content of this entry, by its own hash or as a part of a package with one. */
const isVerified = ({ integrity, inBundle }: LockEntry) =>
  inBundle === true || integrity?.startsWith("sha512-") === true;

/** Entries without a hash, for which npm would accept whatever a registry sends. */
export function unverifiedPaths({ packages }: Lock): string[] {
  return Object.keys(packages).filter((path) => path !== "" && !isVerified(packages[path] ?? {}));
}

/** Whether `name` is found from `parent` upwards, as Node looks for it. */
function isLocked({ packages }: Lock, parent: string, name: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf(`/${FOLDER}`)))) {
    if (packages[`${folder ? `${folder}/` : ""}${FOLDER}${name}`]) return true;
    if (!folder) return false;
  }
}

/**
 * The problems of a lock file, one line each: entries without a hash, and install scripts that are neither allowed
 * nor denied.
 */
export function lockProblems(lock: Lock, { allowScripts }: Manifest): string[] {
  const problems = unverifiedPaths(lock).map((path) => `${path}: has no integrity. Run: npm run mend-lock`);
  const scripted = new Set<string>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.link) problems.push(`${path}: is a link`);
    if (entry.resolved && !entry.resolved.startsWith(REGISTRY))
      problems.push(`${path}: comes from ${entry.resolved}`);
    if (entry.hasInstallScript) scripted.add(nameOf(path));
    for (const name of Object.keys(entry.optionalDependencies ?? {}))
      if (!isLocked(lock, path, name))
        problems.push(`${name}: is missing, and npm ci would refuse the lock file`);
  }
  for (const name of scripted)
    if (allowScripts[name] === undefined)
      problems.push(`${name}: has an install script. Say in allowScripts of package.json whether it runs`);
  for (const name of Object.keys(allowScripts))
    if (!scripted.has(name))
      problems.push(`${name}: has no install script that allowScripts could decide about`);
  return problems;
}
