"""Judges exported Python, for src/export/inert.test.ts: it parses, its syntax tree keeps to what the templates use, its
strings are those of the document, no two layers share a name, and, carried out under an audit hook, it touches nothing.
Cases: {"files": [{"text": …, "strings": [the texts of the document that are in it]}, …], "layers": n, "run": true}."""
import ast
import builtins
import contextlib
import io
import json
import sys

ALLOWED = {
    'import': {'argparse', 'base64', 'functools', 'math', 'sys', 'zlib', 'numpy', 'torch', 'torch.nn.functional', 'torch'},
    'calls': {
        'abs', 'divmod', 'enumerate', 'float', 'getattr', 'hasattr', 'int', 'isinstance', 'len', 'max', 'min', 'print',
        'range', 'set', 'setattr', 'sorted', 'staticmethod', 'sum', 'super', 'tuple', 'zip',
    },
}
# Attributes of modules that reach out of the process or into the interpreter.
FORBIDDEN = {'system', 'popen', 'load', 'save', 'open', 'eval', 'exec', 'compile', 'fromfile', 'tofile', 'loads', 'dumps',
             'modules', 'settrace', 'memmap', 'loadtxt', 'genfromtxt', 'savetxt', 'hub', 'jit', 'ops', 'environ'}


def faults(text, strings, layers):
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        return [f'does not parse: {error}']
    found = []
    nodes = list(ast.walk(tree))
    defined = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    stored |= {argument.arg for node in nodes if isinstance(node, ast.arguments)
               for argument in [*node.args, *node.kwonlyargs]}
    known = defined | stored | {'np', 'F', 'nn', 'torch', 'math', 'sys', 'zlib', 'base64', 'functools', '__name__', 'this', 'None'}
    for node in nodes:
        if isinstance(node, ast.Import):
            found += [f'imports {name.name}' for name in node.names if name.name not in ALLOWED['import']]
        elif isinstance(node, ast.ImportFrom):
            found += [f'imports from {node.module}'] if node.module != 'torch' or [n.name for n in node.names] != ['nn'] else []
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            if node.id not in known and node.id not in ALLOWED['calls']:
                found.append(f'reads {node.id}')
        elif isinstance(node, ast.Attribute) and (node.attr.startswith('__') and node.attr != '__init__' or node.attr in FORBIDDEN):
            found.append(f'reads the attribute {node.attr}')
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and hasattr(builtins, node.id):
            found.append(f'overwrites {node.id}')
        elif isinstance(node, (ast.JoinedStr, ast.Global, ast.Nonlocal, ast.AsyncFunctionDef, ast.Await)):
            found.append(f'has a {type(node).__name__}')
    constants = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    # A lone surrogate is a text in Python too.
    for text_of_document in strings:
        if text_of_document not in constants:
            found.append(f'lost the text {text_of_document!r}')
    made = [node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name) and node.value.func.id == 'Node' and node.targets[0].id != 'run']
    if made:
        names = [node.targets[0].id for node in made]
        if len(set(names)) != layers:
            found.append(f'{layers} layers have {len(set(names))} names')
    return found


events = []


def hook(event, arguments):
    if not watching:
        return
    if event in ('open', 'exec', 'os.system', 'subprocess.Popen', 'socket.connect', 'socket.__new__', 'ctypes.dlopen', 'shutil.rmtree', 'os.remove'):
        events.append((event, str(arguments[:1])))
    elif event == 'import' and arguments[0].split('.')[0] not in sys.modules:
        events.append((event, arguments[0]))


watching = False
sys.addaudithook(hook)


def carried_out(text):
    """Everything up to the training loop: the file as a module, its data laid, one check."""
    global watching
    code = compile(text, 'exported', 'exec')
    space = {'__name__': 'exported'}
    run = eval  # of a code object: the event of compiling is not ours to count
    with contextlib.redirect_stdout(io.StringIO()):
        watching = True
        try:
            run(code, space)
            if 'lay' in space:
                space['load']()
                space['check']()
            else:
                space['check'](space['make']()[0])
        except SystemExit as refusal:
            return [f'says {refusal}']
        finally:
            watching = False
    return []


def main():
    import numpy  # noqa: F401: what is imported before is no event
    import torch  # noqa: F401
    import torch.nn.functional  # noqa: F401
    numpy.seterr(all='ignore')
    # What they import late is theirs.
    warm = torch.nn.Linear(2, 2)
    torch.optim.SGD(warm.parameters(), lr=1).step()
    torch.optim.Adam(warm.parameters())
    torch.from_numpy(numpy.zeros(3)).numpy()
    answers = []
    for case in json.load(open(sys.argv[1])):
        found = []
        for file in case['files']:
            text = file['text']
            found += faults(text, file['strings'], case['layers'])
            if case['run'] and not found and 'def main():' in text:
                events.clear()
                try:
                    found += carried_out(text)
                except Exception as error:
                    found.append(f'fails: {type(error).__name__}: {error}')
                found += [f'event {event}' for event in events if not (event[0] == 'exec' and 'exported' in event[1])]
        answers.append(found)
    json.dump(answers, open(sys.argv[2], 'w'))


main()
