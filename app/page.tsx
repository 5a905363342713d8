import { redirect } from "next/navigation";

/** The start page is the leads board. */
export default function Home(): never {
  redirect("/leads");
}
