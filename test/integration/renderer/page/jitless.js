// Zod tries whether it may make functions from text, which the policy refuses and reports.
import { config } from "zod";

config({ jitless: true });
