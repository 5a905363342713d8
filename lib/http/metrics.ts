import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { poolState } from "#db/client.ts";
import { shareState } from "#lib/core/transact.ts";
import { feedHub } from "#lib/insight/feed/follow-feed.ts";

type Metrics = { registry: Registry; requests: Histogram<"operation" | "status"> };

function create(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "leadline_request_seconds",
    help: "Seconds that a request of the API took",
    labelNames: ["operation", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "leadline_database_connections",
    help: "Connections of the pool",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(poolState())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: "leadline_transactions",
    help: "Transactions of callers within their shares of the pool",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(shareState())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: "leadline_streams",
    help: "Live streams that are open",
    registers: [registry],
    collect() {
      this.set(feedHub().subscriberCount);
    },
  });
  return { registry, requests };
}

// Development reloads modules; a metric may be registered only once.
const globals = globalThis as typeof globalThis & { leadlineMetrics?: Metrics };

function metrics(): Metrics {
  globals.leadlineMetrics ??= create();
  return globals.leadlineMetrics;
}

/** Records how long an operation took. */
export function observeRequest(operation: string, status: number, seconds: number): void {
  metrics().requests.observe({ operation, status }, seconds);
}

export function metricsText(): Promise<string> {
  return metrics().registry.metrics();
}

export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
