"""`factlint lsp` with a client that this project did not write: pytest-lsp."""

import pytest
import pytest_lsp
from conftest import KESTREL, binary_of_all_features
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[binary_of_all_features(), "lsp"]))
async def client(lsp_client: LanguageClient, tmp_path_factory):
    root = tmp_path_factory.mktemp("desk")
    (root / "rules").mkdir()
    (root / "factlint.toml").write_text("packs = []\n")
    (root / "rules" / "kestrel.toml").write_text(KESTREL)
    (root / "wire.md").write_text("The Kestrel missile has a range of 900 km.\n")
    lsp_client.root = root

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(_):
        """As an editor would, which watches files then."""

    folder = types.WorkspaceFolder(uri=root.as_uri(), name="desk")
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities("visual-studio-code"),
            workspace_folders=[folder],
            root_uri=root.as_uri(),
        )
    )
    yield
    await lsp_client.shutdown_session()


@pytest.mark.asyncio
async def test_both_sides_an_action_and_hover(client: LanguageClient):
    draft = client.root / "draft.md"
    text = "News 🚀\n\n🚀 The Kestrel missile has a range of 1,400 km.\n"
    draft.write_text(text)
    uri = draft.as_uri()
    opened = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=opened))
    asked = types.DocumentDiagnosticParams(text_document=types.TextDocumentIdentifier(uri=uri))
    report = await client.text_document_diagnostic_async(asked)
    [finding] = report.items
    assert finding.code == "kestrel-range"
    [other] = [one for one in finding.related_information if one.location.uri.endswith("wire.md")]
    assert other.location.range.start == types.Position(line=0, character=35)
    # Columns count UTF-16: the rocket is two.
    assert finding.range.start == types.Position(line=2, character=38)
    context = types.CodeActionContext(diagnostics=[finding])
    identifier = types.TextDocumentIdentifier(uri=uri)
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(text_document=identifier, range=finding.range, context=context)
    )
    assert any("900 km" in action.title for action in actions), [one.title for one in actions]
    position = types.Position(line=2, character=40)
    hover = await client.text_document_hover_async(
        types.HoverParams(text_document=identifier, position=position)
    )
    assert "kestrel-range" in hover.contents.value
