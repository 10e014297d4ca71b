"""`factlint mcp`, asked by the protocol's own client for Python."""

import asyncio

from conftest import KESTREL


def test_a_client_that_this_project_did_not_write(full, tmp_path):
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    (tmp_path / "rules").mkdir()
    (tmp_path / "factlint.toml").write_text("packs = []\n")
    (tmp_path / "rules" / "kestrel.toml").write_text(KESTREL)
    (tmp_path / "article.md").write_text("The Kestrel has a range of 900 km.\n")

    async def session():
        server = StdioServerParameters(command=str(full), args=["-C", str(tmp_path), "mcp"])
        async with stdio_client(server) as (read, write), ClientSession(read, write) as client:
            await client.initialize()
            tools = {tool.name for tool in (await client.list_tools()).tools}
            checked = await client.call_tool(
                "check_text", {"text": "The Kestrel has a range of 1,400 km. 🚀"}
            )
            refused = await client.call_tool("look_up", {"name": "Kestrle"})
            return tools, checked, refused

    tools, checked, refused = asyncio.run(asyncio.wait_for(session(), 60))
    assert tools == {"check_text", "look_up", "what_sources_say", "explain"}
    [finding] = checked.structured_content["findings"]
    sides = {(finding["path"], finding["text"])}
    sides |= {(side["path"], side["text"]) for side in finding["related"]}
    assert sides == {("draft.md", "1,400 km"), ("article.md", "900 km")}
    assert refused.is_error
    assert "did you mean `Kestrel`?" in refused.content[0].text
