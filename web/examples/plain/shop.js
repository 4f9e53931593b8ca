// A shop without a framework: it hands the order over and listens.
const portal = document.querySelector('returns-portal');
const log = document.querySelector('#log');

for (const name of [
  'returns-step',
  'returns-decision',
  'returns-submitted',
  'returns-leave',
  'portal-error',
]) {
  // Errors may be told before there is an element, and then by the document.
  document.addEventListener(name, (event) => {
    const line = document.createElement('li');
    line.textContent = `${name} ${JSON.stringify(event.detail)}`;
    log.append(line);
  });
}

// The shop asks once more itself before anything is sent.
const sure = document.querySelector('#sure');
portal.addEventListener('returns-decision', (event) => {
  event.preventDefault();
  sure.hidden = false;
});
document.querySelector('#send').addEventListener('click', () => {
  sure.hidden = true;
  void portal.submit();
});

// The shop's server has asked the intake for the token; order and token are set before or after the element is there.
const { order, token } = await (await fetch('/order.json')).json();
portal.order = order;
portal.token = token;
