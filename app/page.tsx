import { redirect } from "next/navigation";

/** The board is where the work is. */
export default function Home(): never {
  redirect("/leads");
}
