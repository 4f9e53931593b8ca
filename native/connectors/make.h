#pragma once
// The one place that knows every platform.

#include <memory>

#include "native/connectors/connector.h"
#include "native/connectors/settings.h"

namespace returns::connectors {

// `settings` outlives the connector. Precondition: a platform that read_connector_settings() takes.
std::unique_ptr<Connector> make_connector(const ConnectorSettings& settings);

}  // namespace returns::connectors
