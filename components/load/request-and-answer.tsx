/** What was sent beside what came back; secrets in it are replaced before. */
export function RequestAndAnswer({ request, answer }: { request: string; answer: string }) {
  return (
    <div className="pair">
      <div>
        <h3 className="small second">Request</h3>
        <pre className="mono">{request === "" ? "not sent" : request}</pre>
      </div>
      <div>
        <h3 className="small second">Answer</h3>
        <pre className="mono">{answer.trim() === "" ? "no answer" : answer}</pre>
      </div>
    </div>
  );
}
