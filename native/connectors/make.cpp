#include "native/connectors/make.h"

#include "native/connectors/medusa.h"
#include "native/connectors/tryton.h"

namespace returns::connectors {

std::unique_ptr<Connector> make_connector(const ConnectorSettings& settings) {
  if (settings.platform == "medusa") return std::make_unique<Medusa>(settings);
  return std::make_unique<Tryton>(settings);
}

}  // namespace returns::connectors
