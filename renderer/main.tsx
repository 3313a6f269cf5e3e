import "./ui/tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { config } from "zod";
import type { Api } from "../common/ipc/faces.ts";
import { App } from "./wizard/App.tsx";
import { Crashed } from "./wizard/Crashed.tsx";

// Zod tries whether it may make functions from text, which the page's policy refuses and reports.
config({ jitless: true });

const { forecourt } = window as unknown as { readonly forecourt: Api };
const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no place for the app");
createRoot(root).render(
  <StrictMode>
    <Crashed>
      <App api={forecourt} />
    </Crashed>
  </StrictMode>,
);
