// Mounts the query editor in place of the plain form, which stays for readers without scripts.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";

function mount(element, query) {
  const endpoint = new URL(element.dataset.endpoint, location.href).href;
  const prefixes = JSON.parse(element.dataset.prefixes);
  Yasgui.Yasqe.forkAutocompleter("prefixes", {
    name: "ourPrefixes",
    bulk: true,
    persistenceId: null,
    get: () => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`),
  });
  const editor = new Yasgui(element, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [] },
    copyEndpointOnNewTab: true,
    persistenceId: null,
    yasqe: { value: query, showQueryButton: true, createShareableLink: null },
    yasr: { prefixes },
    resizeable: true,
  });
  const tab = editor.getTab() ?? editor.addTab(true);
  tab.setQuery(query);
  return editor;
}

const element = document.getElementById("editor");
const form = document.getElementById("form");
if (element && form) {
  element.hidden = false;
  mount(element, form.elements.query.value);
  form.hidden = true;
}
