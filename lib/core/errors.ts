/** One thing that is wrong: a bad field (with a JSON pointer to it), or a rule that was not met. */
export type Problem = {
  code: string;
  detail: string;
  pointer?: string;
  /** What the words are made from, for a screen that says them in another language. */
  params?: Record<string, string | number>;
};

/**
 * A failure that its caller is meant to read. `code` is stable and machine-readable, `detail` is
 * English; a screen finds its own words by the code. Anything else that is thrown is a fault of ours.
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

/** 400: a business rule says no. */
export class RuleViolation extends AppError {
  constructor(code: string, detail: string, problems: Problem[] = []) {
    super(400, code, detail, { problems });
  }
}

/** 401: nobody, or nobody any more. */
export class Unauthenticated extends AppError {
  constructor(detail = "Sign in, or send a valid API key") {
    super(401, "unauthenticated", detail);
  }
}

/** 403: known, but not allowed. */
export class Forbidden extends AppError {
  constructor(detail = "Your role does not allow this") {
    super(403, "forbidden", detail);
  }
}

/** 404: there is no such thing in this workspace, or not for this person. */
export class NotFound extends AppError {
  constructor(what = "Resource") {
    super(404, "not_found", `${what} not found`);
  }
}

/** 409: it collides with what is there. */
export class Conflict extends AppError {
  constructor(code: string, detail: string, extra: Record<string, unknown> = {}) {
    super(409, code, detail, { extra });
  }
}

/** 412: somebody else changed it meanwhile; `current` is how it looks now. */
export class StaleVersion extends AppError {
  constructor(current: unknown) {
    super(412, "stale_version", "It was changed meanwhile. Read it again and repeat the change", {
      extra: { current },
    });
  }
}

/** 422: the input is not understood, field by field. */
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

/** 503: something that we depend on is away; nothing was changed. Worth another try after `seconds`. */
export class Unavailable extends AppError {
  readonly retryAfterSeconds: number;
  constructor(code: string, detail: string, seconds = 1) {
    super(503, code, detail);
    this.retryAfterSeconds = seconds;
  }
}
