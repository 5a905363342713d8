CREATE TABLE "saved_views" (
	"workspace_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "saved_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"operator_id" bigint NOT NULL,
	"board" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "saved_views_board" CHECK ("saved_views"."board" in ('leads', 'sales')),
	CONSTRAINT "saved_views_lengths" CHECK (char_length("saved_views"."name") <= 60 and char_length("saved_views"."query") <= 1000)
);
--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_operator" FOREIGN KEY ("workspace_id","operator_id") REFERENCES "public"."operators"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saved_views_of_board" ON "saved_views" USING btree ("workspace_id","board","id");--> statement-breakpoint
SELECT leadline_protect('saved_views');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_views TO leadline_app;
