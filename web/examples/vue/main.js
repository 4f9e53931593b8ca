// A shop in Vue: the package's frame, so that the shop's policy needs one line and no script of the portal runs here.
import { createApp, h, ref } from 'vue';
import 'returns-portal/frame/define';

const Returns = {
  setup() {
    const found = ref();
    const log = ref([]);
    const note = (event) => log.value.push(`${event.type} ${JSON.stringify(event.detail)}`);
    fetch('/order.json')
      .then((response) => response.json())
      .then((answer) => (found.value = answer));
    return () => [
      h('p', 'Your order'),
      found.value &&
        h('returns-portal', {
          '^api-base': document.documentElement.dataset.intake,
          '^locale': 'en',
          '.order': found.value.order,
          '.token': found.value.token,
          'onReturns-step': note,
          'onReturns-decision': note,
          'onReturns-submitted': note,
          'onPortal-error': note,
        }),
      h(
        'ol',
        { id: 'log' },
        log.value.map((line) => h('li', line)),
      ),
    ];
  },
};

createApp(Returns).mount('#root');
