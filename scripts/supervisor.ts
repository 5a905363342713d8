import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { rotateLog } from "#db/rotate-log.ts";

/** Milliseconds. */
const STOP_WITHIN = 15_000;
const RESTART_AFTER = 1_000;
const ROTATE_LOGS_EVERY = 60_000;

/** A program that runs beside the launcher. */
export type Program = {
  /** What people call it: "web server". */
  name: string;
  /** What its command line contains; a pid alone may belong to somebody else by now. */
  mark: string;
  args: string[];
  /** The file that its output is appended to. */
  log: string;
  env?: Record<string, string | undefined>;
};

/** The process of the background jobs, beside the web server. */
export function worker(dataFolder: string): Program {
  const script = "lib/operations/jobs/worker.ts";
  // Loading its modules fills V8's young generation with garbage that Node would keep: 265 MB, or 136 so.
  const args = ["--max-semi-space-size=4", script];
  return { name: "worker", mark: script, args, log: join(dataFolder, "worker.log") };
}

/** The launcher and what it started, as the next start finds them. */
const PidFile = z.object({
  launcher: z.number(),
  programs: z.array(z.object({ name: z.string(), mark: z.string(), pid: z.number() })).default([]),
});

function readPidFile(path: string): z.infer<typeof PidFile> | undefined {
  try {
    return PidFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // There is none, or the launcher was killed while it wrote it.
    return undefined;
  }
}

/** The command line of a living process. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** Keeps programs running until they are stopped, and remembers them for the start after a crash. */
export class Supervisor {
  private readonly pidPath: string;
  private readonly launcher: string;
  private readonly running = new Map<Program, ChildProcess>();
  private isStopping = false;

  /** `launcher` is the script of this process, such as `scripts/start.ts`. */
  constructor(pidPath: string, launcher: string) {
    this.pidPath = pidPath;
    this.launcher = launcher;
  }

  /**
   * A launcher that was killed leaves its programs behind, and the web server holds the port.
   * @throws when the other launcher is alive
   */
  async replaceOrphans(say: (line: string) => void): Promise<void> {
    const known = readPidFile(this.pidPath);
    if (known && commandOf(known.launcher).includes(this.launcher)) {
      throw new Error(`Leadline runs already (process ${known.launcher}). Stop it with Ctrl-C first.`);
    }
    const orphans = known?.programs.filter(({ pid, mark }) => commandOf(pid).includes(mark)) ?? [];
    for (const { name } of orphans) say(`Ending the ${name} that an earlier start left behind …`);
    await Promise.all(orphans.map(({ pid }) => endOrphan(pid)));
    this.remember();
  }

  /** Starts it, and again whenever it ends before `stop`. */
  keepRunning(program: Program): void {
    rotateLog(program.log);
    const log = openSync(program.log, "a", 0o600);
    const child = spawn(process.execPath, program.args, {
      stdio: ["ignore", log, log],
      env: { ...process.env, ...program.env },
    });
    closeSync(log);
    this.running.set(program, child);
    this.remember();
    child.on("exit", async (code, signal) => {
      // A Ctrl-C reaches every process of the terminal, and this one may hear of it last.
      await sleep(RESTART_AFTER);
      if (this.isStopping) return;
      console.error(
        `The ${program.name} ended (${code ?? signal}); starting it again. ${program.log} says why.`,
      );
      this.keepRunning(program);
    });
  }

  /** Keeps the log files of the programs, and others, from growing for ever. */
  rotateLogs(others: string[]): void {
    const timer = setInterval(() => {
      for (const path of [...[...this.running.keys()].map(({ log }) => log), ...others]) rotateLog(path);
    }, ROTATE_LOGS_EVERY);
    timer.unref();
  }

  /** Ends all of them, and waits until they have. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all([...this.running.values()].map(endChild));
    rmSync(this.pidPath, { force: true });
  }

  private remember(): void {
    const programs = [...this.running].flatMap(([{ name, mark }, { pid }]) =>
      pid ? [{ name, mark, pid }] : [],
    );
    const known: z.infer<typeof PidFile> = { launcher: process.pid, programs };
    writeFileSync(this.pidPath, JSON.stringify(known));
  }
}

async function endOrphan(pid: number): Promise<void> {
  process.kill(pid, "SIGTERM");
  for (let waited = 0; waited < STOP_WITHIN && commandOf(pid); waited += 100) await sleep(100);
  if (commandOf(pid)) process.kill(pid, "SIGKILL");
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(STOP_WITHIN, undefined, { ref: false })]);
  child.kill("SIGKILL");
}
