//! What a client of the protocol asks.

use std::sync::Arc;

use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
        ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
    },
    service::RequestContext,
};
use tokio::task;

use super::tools::{self, Tools};

/// Answers a client with what a server of Localyun says.
pub(super) struct Handler(Arc<Tools>);

impl Handler {
    /// `endpoint` is where the server is.
    pub(super) fn new(endpoint: &str) -> Self {
        Self(Arc::new(Tools { endpoint: endpoint.to_owned() }))
    }
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        let mut info = ServerConfig::new(ServerCapabilities::builder().enable_tools().build());
        info.server_info = Implementation::new("localyun", env!("CARGO_PKG_VERSION"));
        info.instructions = Some(self.0.instructions());
        info
    }

    async fn list_tools(
        &self,
        _page: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::all()))
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let tools = Arc::clone(&self.0);
        let arguments = call.arguments.unwrap_or_default();
        // It waits for the answer of the server, and others are answered meanwhile.
        let asked = task::spawn_blocking(move || tools.call(&call.name, arguments)).await;
        let asked = asked.map_err(|e| ErrorData::internal_error(e.to_string(), None))?;
        let told = |text| vec![ContentBlock::text(text)];
        Ok(match asked {
            Ok(text) => CallToolResult::success(told(text)),
            Err(why) => CallToolResult::error(told(why)),
        }
        .into())
    }
}
