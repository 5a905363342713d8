/** One thing that is wrong: a bad field (with a JSON pointer to it), or a rule that was not met. */
export type Problem = {
  code: string;
  detail: string;
  pointer?: string;
  /** The values in the text, for a screen that shows it in another language. */
  params?: Record<string, string | number>;
};

/**
 * A failure that the caller is meant to read. `code` is stable and machine-readable, `detail` is English; a screen
 * translates by the code. Any other error that is thrown is a bug.
 */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: Problem[];
  /** Members that the answer carries beside the standard ones, such as `lead_id` of a conflict. */
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    code: string,
    detail: string,
    { problems = [], extra = {} }: { problems?: Problem[]; extra?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.problems = problems;
    this.extra = extra;
  }
}

/** 400: a business rule forbids it. */
export class RuleViolation extends AppError {
  constructor(code: string, detail: string, problems: Problem[] = []) {
    super(400, code, detail, { problems });
  }
}

/** 401: not signed in, or not any more. */
export class Unauthenticated extends AppError {
  constructor(detail = "Sign in, or send a valid API key") {
    super(401, "unauthenticated", detail);
  }
}

/** 403: signed in, but not allowed. */
export class Forbidden extends AppError {
  constructor(detail = "Your role does not allow this") {
    super(403, "forbidden", detail);
  }
}

/** 404: it is not in this workspace, or this person may not see it. */
export class NotFound extends AppError {
  constructor(what = "Resource") {
    super(404, "not_found", `${what} not found`);
  }
}

/** 409: it conflicts with the current state. */
export class Conflict extends AppError {
  constructor(code: string, detail: string, extra: Record<string, unknown> = {}) {
    super(409, code, detail, { extra });
  }
}

/** 412: it was changed meanwhile; `current` is its present state. */
export class StaleVersion extends AppError {
  constructor(current: unknown) {
    super(412, "stale_version", "It was changed meanwhile. Read it again and repeat the change", {
      extra: { current },
    });
  }
}

/** 422: the input is invalid, with a problem for each field. */
export class InvalidInput extends AppError {
  constructor(problems: Problem[], detail = "The input is not valid") {
    super(422, "invalid_input", detail, { problems });
  }
}

/** 422 for one field. */
export function invalidField(pointer: string, detail: string, code = "invalid"): InvalidInput {
  return new InvalidInput([{ code, detail, pointer }]);
}

/** 429: try again after `seconds`. */
export class TooManyRequests extends AppError {
  readonly retryAfterSeconds: number;
  constructor(
    seconds: number,
    {
      code = "too_many_requests",
      detail = `Too many attempts. Try again in ${seconds} s`,
    }: { code?: string; detail?: string } = {},
  ) {
    super(429, code, detail);
    this.retryAfterSeconds = seconds;
  }
}

/** 503: a service that we depend on is unavailable and nothing was changed. Try again after `seconds`. */
export class Unavailable extends AppError {
  readonly retryAfterSeconds: number;
  constructor(code: string, detail: string, seconds = 1) {
    super(503, code, detail);
    this.retryAfterSeconds = seconds;
  }
}
