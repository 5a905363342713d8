// Loaded into the web process of a bench: SIGUSR2 has V8 collect its garbage and give the emptied pages back. What is
// measured afterwards is memory that is held, and not what V8 had no reason to give back yet.
process.on("SIGUSR2", () => globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" }));
