import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pathHeader } from "#lib/access/core/return-path.ts";
import { pagePolicy } from "#lib/platform/http/page-policy.ts";

/** Pages only: gives each answer its own nonce, and tells the page its own address so that sign-in can lead back to it. Who may see a
 *  page is decided by the page. */
export function proxy(request: NextRequest): NextResponse {
  const policy = pagePolicy(randomBytes(16).toString("base64"));
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: "/((?!api/|_next/|healthz$|readyz$|icon.svg$|favicon.ico$).*)" };
