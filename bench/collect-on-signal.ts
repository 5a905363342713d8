// Loaded into the web process of a bench: on SIGUSR2, V8 collects its garbage and releases empty pages, so that the
// measurement afterwards is of memory in use.
process.on("SIGUSR2", () => globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" }));
