/** Where the browser tests' own Leadline listens. */
export const PORT = Number(process.env.E2E_PORT ?? 3299);
export const ADDRESS = `http://127.0.0.1:${PORT}`;
