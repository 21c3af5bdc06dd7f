import { type ApiProblem, problemOf, unreachable } from "./fetch-json.ts";

/** Sends a file as the body, and says how much of it is there: 0 to 1. The browser's `fetch` cannot tell. */
export function sendFile<T>(url: string, file: File, onSent: (ratio: number) => void): Promise<T> {
  return new Promise((resolve, reject: (why: ApiProblem) => void) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      if (request.status < 400) resolve(request.response);
      else reject(problemOf(request.status, request.response));
    };
    request.send(file);
  });
}
