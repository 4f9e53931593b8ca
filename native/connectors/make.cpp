#include "native/connectors/make.h"

#include "native/connectors/medusa.h"
#include "native/connectors/saleor.h"
#include "native/connectors/shopify.h"
#include "native/connectors/tryton.h"
#include "native/connectors/woocommerce.h"

namespace returns::connectors {

std::unique_ptr<Connector> make_connector(const ConnectorSettings& settings) {
  if (settings.platform == "medusa") return std::make_unique<Medusa>(settings);
  if (settings.platform == "shopify") return std::make_unique<Shopify>(settings);
  if (settings.platform == "saleor") return std::make_unique<Saleor>(settings);
  if (settings.platform == "woocommerce") return std::make_unique<WooCommerce>(settings);
  return std::make_unique<Tryton>(settings);
}

}  // namespace returns::connectors
