/** The two files that make a folder a bundle. */
export const manifestName = "manifest.json";
export const signatureName = "manifest.json.minisig";
