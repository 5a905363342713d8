import { redirect } from "next/navigation";

/** The first page is the leads board. */
export default function Home(): never {
  redirect("/leads");
}
