/** The header of requests that an open page sends by itself, without any input of a person for a while. */
export const UNATTENDED_HEADER = "x-unattended";
