//! What the server says unasked. The desk never waits for the client: it puts messages into a queue, and a task of its own
//! sends them in order.

use std::future::Future;
use std::pin::Pin;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::ls_types::{
    ConfigurationItem, MessageType, ProgressToken, PublishDiagnosticsParams, Registration, WorkDoneProgress, WorkspaceEdit,
    notification,
};

type Sending = Pin<Box<dyn Future<Output = ()> + Send>>;

enum Message {
    Publish(PublishDiagnosticsParams),
    Log(MessageType, String),
    Show(MessageType, String),
    Progress(ProgressToken, serde_json::Value),
    /// A request: it is sent in its turn, its answer is awaited beside.
    Ask(Box<dyn FnOnce(Client) -> Sending + Send>),
}

/// Hands messages to the task that sends them. Never blocks, cannot fail: a client that is gone hears nothing.
#[derive(Clone)]
pub struct Outgoing(UnboundedSender<Message>);

/// The queue, and the task that empties it.
pub fn channel(client: Client) -> (Outgoing, impl Future<Output = ()>) {
    let (sender, mut receiver) = unbounded_channel();
    let task = async move {
        while let Some(message) = receiver.recv().await {
            match message {
                Message::Publish(params) => client.send_notification::<notification::PublishDiagnostics>(params).await,
                Message::Log(kind, text) => client.log_message(kind, text).await,
                Message::Show(kind, text) => client.show_message(kind, text).await,
                Message::Progress(token, value) => {
                    client.send_notification::<ProgressOf>(ProgressParams { token, value }).await;
                }
                Message::Ask(ask) => drop(tokio::spawn(ask(client.clone()))),
            }
        }
    };
    (Outgoing(sender), task)
}

/// `$/progress` with a value of any kind: progress of work, or a part of a result.
struct ProgressOf;

#[derive(serde::Serialize, serde::Deserialize)]
struct ProgressParams {
    token: ProgressToken,
    value: serde_json::Value,
}

impl notification::Notification for ProgressOf {
    type Params = ProgressParams;
    const METHOD: &'static str = "$/progress";
}

impl Outgoing {
    fn send(&self, message: Message) {
        // Nobody reads any more: the server is about to end.
        let _ = self.0.send(message);
    }

    pub fn publish(&self, params: PublishDiagnosticsParams) {
        self.send(Message::Publish(params));
    }

    pub fn log(&self, kind: MessageType, text: impl Into<String>) {
        self.send(Message::Log(kind, text.into()));
    }

    pub fn show(&self, kind: MessageType, text: impl Into<String>) {
        self.send(Message::Show(kind, text.into()));
    }

    /// A part of a result ("Partial Result Progress").
    pub fn partial(&self, token: &ProgressToken, part: impl serde::Serialize) {
        if let Ok(value) = serde_json::to_value(part) {
            self.send(Message::Progress(token.clone(), value));
        }
    }

    /// Progress of work for which the client gave a token ("Work Done Progress").
    pub fn work(&self, token: &ProgressToken, progress: WorkDoneProgress) {
        self.partial(token, progress);
    }

    pub fn register(&self, registrations: Vec<Registration>) {
        let log = self.clone();
        self.send(Message::Ask(Box::new(move |client| {
            Box::pin(async move {
                if let Err(e) = client.register_capability(registrations).await {
                    log.log(MessageType::WARNING, format!("the client does not watch files: {e}"));
                }
            })
        })));
    }

    /// Asks the client to pull diagnostics again.
    pub fn refresh(&self) {
        // A client that cannot says so; then it pulls when it likes.
        self.send(Message::Ask(Box::new(|client| Box::pin(async move { drop(client.workspace_diagnostic_refresh().await) }))));
    }

    pub fn apply(&self, edit: WorkspaceEdit) {
        let log = self.clone();
        self.send(Message::Ask(Box::new(move |client| {
            Box::pin(async move {
                match client.apply_edit(edit).await {
                    Ok(answer) if answer.applied => {}
                    Ok(answer) => {
                        log.show(MessageType::WARNING, answer.failure_reason.unwrap_or_else(|| "the edit was not applied".into()))
                    }
                    Err(e) => log.log(MessageType::WARNING, format!("the edit was not applied: {e}")),
                }
            })
        })));
    }

    /// Asks for the client's settings of this server; `then` gets what it says.
    pub fn settings(&self, then: impl FnOnce(serde_json::Value) + Send + 'static) {
        self.send(Message::Ask(Box::new(move |client| {
            Box::pin(async move {
                let item = ConfigurationItem { scope_uri: None, section: Some("motjuste".into()) };
                if let Ok(mut values) = client.configuration(vec![item]).await
                    && let Some(value) = values.pop()
                {
                    then(value);
                }
            })
        })));
    }
}
