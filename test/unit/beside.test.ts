import { expect, test } from "vitest";
import { folderBeside } from "../../main/shell/electron/beside.ts";

test("an AppImage lies where its user put it, not where it is mounted", () => {
  const env = { APPIMAGE: "/media/stick/forecourt.AppImage" };
  const execPath = "/tmp/.mount_forecoA1/forecourt";
  expect(folderBeside({ platform: "linux", env, execPath })).toBe(
    "/media/stick",
  );
  expect(folderBeside({ platform: "linux", env: {}, execPath })).toBe(
    "/tmp/.mount_forecoA1",
  );
});

test("an app of macOS is a folder itself", () => {
  const execPath = "/Volumes/STICK/Forecourt.app/Contents/MacOS/Forecourt";
  expect(folderBeside({ platform: "darwin", env: {}, execPath })).toBe(
    "/Volumes/STICK",
  );
});

test("the portable program says where it was started from", () => {
  const env = { PORTABLE_EXECUTABLE_DIR: "E:\\" };
  const execPath = "C:\\Users\\tech\\AppData\\Local\\Temp\\forecourt.exe";
  expect(folderBeside({ platform: "win32", env, execPath })).toBe("E:\\");
});
