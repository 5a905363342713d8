import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { rotateLog } from "#db/rotate-log.ts";

/** Milliseconds. */
const STOP_TIMEOUT = 15_000;
const RESTART_AFTER = 1_000;
const ROTATE_LOGS_EVERY = 60_000;

/** A program that runs beside the launcher. */
export type Program = {
  /** The name in messages, such as "web server". */
  name: string;
  /** Text in its command line, because its pid may belong to another process by now. */
  mark: string;
  args: string[];
  /** The file that its output is appended to. */
  log: string;
  env?: Record<string, string | undefined>;
};

/** The process of the background jobs, beside the web server. */
export function worker(dataFolder: string): Program {
  const script = "lib/operations/jobs/worker.ts";
  // Loading its modules fills V8's young generation, whose memory Node would keep: 265 MB, or 136 MB with this limit.
  const args = ["--max-semi-space-size=4", script];
  return { name: "worker", mark: script, args, log: join(dataFolder, "worker.log") };
}

/** The launcher and its programs, for the next start. */
const PidFile = z.object({
  launcher: z.number(),
  programs: z.array(z.object({ name: z.string(), mark: z.string(), pid: z.number() })).default([]),
});

function readPidFile(path: string): z.infer<typeof PidFile> | undefined {
  try {
    return PidFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // The file does not exist, or the launcher was killed while writing it.
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

/** Keeps programs running until they are stopped, and stores their pids for the start after a crash. */
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
   * Ends the programs of a launcher that was killed, because its web server still holds the port.
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
    this.writePidFile();
  }

  /** Starts a program, and restarts it whenever it ends before `stop`. */
  keepRunning(program: Program): void {
    rotateLog(program.log);
    const log = openSync(program.log, "a", 0o600);
    const child = spawn(process.execPath, program.args, {
      stdio: ["ignore", log, log],
      env: { ...process.env, ...program.env },
    });
    closeSync(log);
    this.running.set(program, child);
    this.writePidFile();
    child.on("exit", async (code, signal) => {
      // Wait first: Ctrl-C reaches every process of the terminal, and this one may get it last.
      await sleep(RESTART_AFTER);
      if (this.isStopping) return;
      console.error(
        `The ${program.name} ended (${code ?? signal}); starting it again. ${program.log} says why.`,
      );
      this.keepRunning(program);
    });
  }

  /** Limits the size of the programs' log files, and of others. */
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

  private writePidFile(): void {
    const programs = [...this.running].flatMap(([{ name, mark }, { pid }]) =>
      pid ? [{ name, mark, pid }] : [],
    );
    const known: z.infer<typeof PidFile> = { launcher: process.pid, programs };
    writeFileSync(this.pidPath, JSON.stringify(known));
  }
}

async function endOrphan(pid: number): Promise<void> {
  process.kill(pid, "SIGTERM");
  for (let waited = 0; waited < STOP_TIMEOUT && commandOf(pid); waited += 100) await sleep(100);
  if (commandOf(pid)) process.kill(pid, "SIGKILL");
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(STOP_TIMEOUT, undefined, { ref: false })]);
  child.kill("SIGKILL");
}
