// A shop in React: the package in the shop's own bundle, the modules on the shop's own origin, in workers.
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'returns-portal/define';

function Returns() {
  const [token, setToken] = useState();
  const [log, setLog] = useState([]);
  const note = (event) => setLog((lines) => [...lines, `${event.type} ${JSON.stringify(event.detail)}`]);

  useEffect(() => {
    fetch('/order.json')
      .then((response) => response.json())
      .then((found) => setToken(found.token));
  }, []);

  return (
    <>
      <p>Your order</p>
      {token && (
        <returns-portal
          api-base={document.documentElement.dataset.intake}
          wasm-base="/wasm/"
          token={token}
          locale="en"
          accent="#0a6f69"
          history="off"
          onreturns-step={note}
          onreturns-decision={note}
          onreturns-submitted={note}
          onportal-error={note}
        />
      )}
      <ol id="log">
        {log.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ol>
    </>
  );
}

createRoot(document.querySelector('#root')).render(<Returns />);
