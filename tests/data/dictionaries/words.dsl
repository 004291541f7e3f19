#NAME "Words (English-English)"
#INDEX_LANGUAGE "English"
#CONTENTS_LANGUAGE "English"

harbour
	[m1]1) [trn]a place where ships lie[/trn][/m]
	[m2][ex]the ~ was full of boats[/ex][/m]
	[m1]2) [p]fig.[/p] a [i]safe[/i] place \[of any kind\][/m]
stall
	[m1][b]1.[/b] come to a stand[/m]
	[m1][b]2.[/b] a booth; see [ref]toll[/ref][/m]
toll(s)
	[m1][c green]a number[/c] of dead {{a remark of the writer}}[/m]
zeal
	[m1]a g[']r[/']eat [u]eagerness[/u][/m]
